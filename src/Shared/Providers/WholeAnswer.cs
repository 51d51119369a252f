using Tollgate.Pricing;

namespace Tollgate.Providers;

/// <summary>An answer in one piece: a JSON object in the OpenAI shape, as the upstream wrote it.</summary>
internal class WholeAnswer : ProviderAnswer
{
    public WholeAnswer(ReadOnlyMemory<byte> body, TokenUsage? usage)
    {
        Body = body;
        Usage = usage;
    }

    /// <summary>Valid until the answer is disposed.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>UTF-8 bytes of generated content, for an estimate where the upstream told no usage.</summary>
    public long ContentBytes { get; init; }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
