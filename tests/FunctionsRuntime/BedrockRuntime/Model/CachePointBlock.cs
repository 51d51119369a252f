namespace Amazon.BedrockRuntime.Model;

/// <summary>A point up to which a prompt is cached.</summary>
public class CachePointBlock
{
    public CacheTTL? Ttl { get; set; }

    public CachePointType? Type { get; set; }
}
