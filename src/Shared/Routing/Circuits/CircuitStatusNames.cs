namespace Tollgate.Routing.Circuits;

/// <summary>The states as reports spell them.</summary>
internal static class CircuitStatusNames
{
    public static string Of(CircuitStatus status) => status switch
    {
        CircuitStatus.Open => "open",
        CircuitStatus.HalfOpen => "half-open",
        _ => "closed",
    };
}
