using Tollgate.Models;
using Tollgate.Pipeline;

namespace Tollgate.Pricing.Ceilings;

/// <summary>Under which name a deployment takes a bound on the tokens of an answer.</summary>
internal static class OutputMember
{
    /// <summary>OpenAI's old name, which its reasoning models refuse and nearly everybody else obeys.</summary>
    public const string MaxTokens = "max_tokens";

    /// <summary>OpenAI's name for chat since its models reason.</summary>
    public const string MaxCompletionTokens = "max_completion_tokens";

    /// <summary>The name to give a bound by, where the client gave none.</summary>
    public static string Of(Operation operation, Deployment deployment) => operation == Operation.Chat && deployment.Provider.Type switch
    {
        "openai" or "azure-openai" => true,
        "github" => deployment.UpstreamModel.StartsWith("openai/", StringComparison.OrdinalIgnoreCase),
        _ => false,
    } ? MaxCompletionTokens : MaxTokens;

    /// <summary>
    /// Whether a bound by this name holds: the deployment goes by it, or refuses the request. Only what the provider documents
    /// counts; many servers ignore members that they do not know.
    /// </summary>
    public static bool Obeys(string member, Operation operation, Deployment deployment) =>
        member == MaxTokens || (IsChat(operation, deployment.Info) && deployment.Provider.Type
            is "openai" or "azure-openai" or "anthropic" or "bedrock" or "gemini" or "groq" or "github" or "demo");

    private static bool IsChat(Operation operation, ModelInfo model) =>
        operation == Operation.Chat || (operation == Operation.Completions && !model.Can(ModelCapabilities.Completions));
}
