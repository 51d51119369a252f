using Microsoft.Extensions.Hosting;

namespace Tollgate.FunctionsRuntime;

/// <summary>Leaves the process's signals alone: many instances live in one process and are stopped by their fleet.</summary>
internal sealed class InstanceLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
