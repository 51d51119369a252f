namespace Amazon.BedrockRuntime.Model;

/// <summary>What an answer is billed by.</summary>
public class TokenUsage
{
    public List<CacheDetail>? CacheDetails { get; set; }

    public int? CacheReadInputTokens { get; set; }

    public int? CacheWriteInputTokens { get; set; }

    public int? InputTokens { get; set; }

    public int? OutputTokens { get; set; }

    public int? TotalTokens { get; set; }
}
