using System.Reflection;

namespace Tollgate.FunctionsRuntime;

/// <summary>An app to run: where it starts, which functions it has, and its <c>host.json</c>.</summary>
public sealed record FunctionsApp
{
    /// <summary>The app's Main. It builds and runs a host, and returns when that has stopped.</summary>
    public required Action<string[]> EntryPoint { get; init; }

    /// <summary>Where to look for functions: public methods with a <c>[Function]</c>.</summary>
    public required IReadOnlyList<Type> FunctionTypes { get; init; }

    /// <summary>Text of the app's <c>host.json</c>.</summary>
    public string HostJson { get; init; } = """{ "version": "2.0" }""";

    /// <summary>An app as it was built: its own entry point, all its types, and the host.json beside it.</summary>
    /// <exception cref="ArgumentException">The assembly has no entry point.</exception>
    public static FunctionsApp FromAssembly(Assembly assembly)
    {
        var main = assembly.EntryPoint ?? throw new ArgumentException($"{assembly.GetName().Name} has no entry point.", nameof(assembly));
        return new FunctionsApp
        {
            EntryPoint = args => main.Invoke(
                null, BindingFlags.DoNotWrapExceptions, null, main.GetParameters().Length == 0 ? [] : [args], null),
            FunctionTypes = assembly.GetTypes(),
            HostJson = File.ReadAllText(Path.Combine(Path.GetDirectoryName(assembly.Location)!, "host.json")),
        };
    }
}
