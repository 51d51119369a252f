using System.Text;

namespace Tollgate.Providers.Bedrock.Answer;

/// <summary>A content block of a stream that has begun and not ended.</summary>
internal sealed class StreamedBlock
{
    private readonly StringBuilder _thought = new();
    private readonly StringBuilder _redacted = new();
    private string? _signature;

    /// <summary>Its index among the calls that the client sees; null if it is none of them.</summary>
    public int? Call { get; init; }

    /// <summary>It is the input of the tool that carries the answer.</summary>
    public bool IsAnswer { get; init; }

    /// <summary>Where the answer stood when it began, in characters.</summary>
    public required int Start { get; init; }

    /// <summary>Some of a tool's input has come.</summary>
    public bool HasInput { get; set; }

    /// <summary>What was thought in it; null if nothing was.</summary>
    public Thought? Thought => (_thought.Length, _redacted.Length) switch
    {
        (0, 0) when _signature is null => null,
        (_, > 0) => new Thought(Text: null, Signature: null, _redacted.ToString()),
        _ => new Thought(_thought.ToString(), _signature, Redacted: null),
    };

    public void Think(string? text) => _thought.Append(text);

    public void Sign(string? signature) => _signature += signature;

    public void Redact(string? base64) => _redacted.Append(base64);
}
