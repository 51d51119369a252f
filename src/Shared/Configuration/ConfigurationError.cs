namespace Tollgate.Configuration;

/// <summary>One thing wrong with the configuration. Never holds a value from it, which could be a secret.</summary>
/// <param name="Path">Where: <c>providers.openai.models[2].price.input</c>, or the environment variable's name.</param>
/// <param name="Message">What is wrong and what to do, without a full stop.</param>
internal sealed record ConfigurationError(string Path, string Message)
{
    public override string ToString() => $"{Path}: {Message}";
}
