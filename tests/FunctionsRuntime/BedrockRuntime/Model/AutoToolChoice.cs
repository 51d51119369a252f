namespace Amazon.BedrockRuntime.Model;

/// <summary>Leaves it to the model whether to call a tool.</summary>
public class AutoToolChoice;
