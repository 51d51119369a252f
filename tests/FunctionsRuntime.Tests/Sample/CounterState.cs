namespace Tollgate.Tests.Sample;

public sealed class CounterState
{
    public int Total { get; set; }

    public List<int> Order { get; set; } = [];

    internal int NotSerialised { get; set; }
}
