namespace Tollgate.Pipeline;

/// <summary>Carries a refusal out of the depth where it was found.</summary>
internal sealed class RefusalException(Refusal refusal) : Exception(refusal.Code)
{
    public Refusal Refusal { get; } = refusal;
}
