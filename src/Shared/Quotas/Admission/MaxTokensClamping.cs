namespace Tollgate.Quotas.Admission;

/// <summary>Whether an answer is shortened to what is left of a budget or a token limit, before the request is refused.</summary>
/// <param name="Enabled">False: refused at once. Default: true.</param>
/// <param name="Minimum">Tokens of an answer below which it is not worth having, unless the client asked for less. Default: 16.</param>
internal sealed record MaxTokensClamping(bool Enabled = true, long Minimum = MaxTokensClamping.DefaultMinimum)
{
    public const long DefaultMinimum = 16;

    public static MaxTokensClamping Default { get; } = new();
}
