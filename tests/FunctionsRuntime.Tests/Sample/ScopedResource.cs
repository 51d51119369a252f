namespace Tollgate.Tests.Sample;

public sealed class ScopedResource(Probe probe) : IDisposable
{
    public void Dispose() => probe.Events.Add("scope disposed");
}
