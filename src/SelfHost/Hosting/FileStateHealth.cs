using Tollgate.Health;
using Tollgate.SelfHost.State;

namespace Tollgate.SelfHost.Hosting;

internal sealed class FileStateHealth(FileEntityStore store) : IStateHealth
{
    public StateHealth Check()
    {
        var health = store.Health;
        return new StateHealth(health.IsHealthy, health.LastError, health.FreeDiskSpace);
    }
}
