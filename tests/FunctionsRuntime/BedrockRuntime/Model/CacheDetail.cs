namespace Amazon.BedrockRuntime.Model;

/// <summary>Tokens written to the cache for a lifetime.</summary>
public class CacheDetail
{
    public int? InputTokens { get; set; }

    public CacheTTL? Ttl { get; set; }
}
