using System.Text.Json;
using Tollgate.Pipeline;
using Tollgate.Providers.Chat.Request;

namespace Tollgate.Providers.Anthropic;

/// <summary>A chat request and what was decided on how to ask this model for it, before a byte of the body is written.</summary>
internal sealed record MessagesPlan
{
    /// <summary>The API wants a bound on every answer. Where nobody knows the model's own, this is one that current models take.</summary>
    private const int UnknownMaxTokens = 8_192;

    private const string FastMode = "fast-mode-2026-02-01";

    public required ChatRequest Chat { get; init; }

    /// <summary>The name that the model is asked for by.</summary>
    public required string Model { get; init; }

    public required ClaudeGeneration Generation { get; init; }

    public required long MaxTokens { get; init; }

    public required ThinkingChoice Thinking { get; init; }

    public required AnswerFormat Format { get; init; }

    public required SamplingChoice Sampling { get; init; }

    /// <summary>For the <c>anthropic-beta</c> header: the client's <c>betas</c>, and what its request needs.</summary>
    public required IReadOnlyList<string> Betas { get; init; }

    /// <summary>Notes that the model cannot do a member, without which the request still makes sense.</summary>
    public required Action<string> Drop { get; init; }

    /// <exception cref="RefusalException">It has something that the model cannot do.</exception>
    public static MessagesPlan Of(ChatRequest chat, Attempt attempt)
    {
        var deployment = attempt.Deployment;
        void Drop(string parameter) => attempt.Unsupported.Drop(parameter, deployment.UpstreamModel);

        UnsupportedMembers.Check(chat, Drop);
        var generation = ClaudeGeneration.Of(deployment.UpstreamModel);
        var maxTokens = chat.MaxTokens ?? deployment.Info.MaxOutputTokens ?? UnknownMaxTokens;
        var format = FormatOf(chat.ResponseFormat, generation, Drop);
        var forcesTool = format == AnswerFormat.Tool || chat.ToolChoice.Mode is ToolChoiceMode.Required or ToolChoiceMode.Function;
        var thinking = ThinkingChoice.Of(chat, generation, maxTokens, forcesTool, Drop);
        return new MessagesPlan
        {
            Chat = chat,
            Model = deployment.UpstreamModel,
            Generation = generation,
            MaxTokens = maxTokens,
            Thinking = thinking,
            Format = format,
            Sampling = SamplingChoice.Of(chat, generation, thinking.IsOn, Drop),
            Betas = BetasOf(chat),
            Drop = Drop,
        };
    }

    private static AnswerFormat FormatOf(ResponseFormat wanted, ClaudeGeneration generation, Action<string> drop)
    {
        switch (wanted.Kind)
        {
            case ResponseFormatKind.Text:
                return AnswerFormat.Free;
            case ResponseFormatKind.JsonSchema when generation.TakesSchema && !SchemaWriter.IsOpen(wanted.Schema):
                return AnswerFormat.Schema;
            case var _ when generation.TakesForcedTools:
                return AnswerFormat.Tool;
            default:
                // Any object at all, or one with members that are not named: neither can be promised.
                drop("response_format");
                return AnswerFormat.Free;
        }
    }

    private static List<string> BetasOf(ChatRequest chat)
    {
        var betas = new List<string>();
        if (chat.Others.TryGetValue("betas", out var given))
        {
            var names = given.ValueKind == JsonValueKind.Array ? given.EnumerateArray() : throw NoBetas();
            betas.AddRange(names.Select(name => name.ValueKind == JsonValueKind.String && IsBeta(name.GetString()!) ? name.GetString()! : throw NoBetas()));
        }

        var isFast = chat.Others.TryGetValue("speed", out var speed) && speed.ValueKind == JsonValueKind.String && speed.ValueEquals("fast"u8);
        if (isFast && !betas.Contains(FastMode))
        {
            betas.Add(FastMode);
        }

        return betas;
    }

    /// <summary>What ends up in a header must not be able to end it.</summary>
    private static bool IsBeta(string name) =>
        name.Length is > 0 and <= 64 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');

    private static RefusalException NoBetas() => MemberReader.Unexpected("betas", "an array of names such as 'context-1m-2025-08-07'");
}
