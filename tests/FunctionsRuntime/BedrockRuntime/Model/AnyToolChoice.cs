namespace Amazon.BedrockRuntime.Model;

/// <summary>Makes the model call some tool.</summary>
public class AnyToolChoice;
