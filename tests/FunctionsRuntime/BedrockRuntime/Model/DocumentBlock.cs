namespace Amazon.BedrockRuntime.Model;

/// <summary>A document.</summary>
public class DocumentBlock
{
    public DocumentFormat? Format { get; set; }

    public string? Name { get; set; }

    public DocumentSource? Source { get; set; }
}
