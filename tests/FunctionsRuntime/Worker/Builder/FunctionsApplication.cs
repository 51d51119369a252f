using Tollgate.FunctionsRuntime;

namespace Microsoft.Azure.Functions.Worker.Builder;

#pragma warning disable CA1052 // The worker's own class is not static either, and the shapes must agree.
public class FunctionsApplication
#pragma warning restore CA1052
{
    /// <summary>The builder of the instance whose entry point is running.</summary>
    /// <exception cref="InvalidOperationException">No fleet started this entry point.</exception>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) =>
        new(args, InstanceStartup.Current
            ?? throw new InvalidOperationException("Start the app with FunctionsFleet: only it knows the instance to build."));
}
