using Tollgate.Pipeline;
using Tollgate.Providers.Bedrock.Models;
using Tollgate.Providers.Chat.Request;

namespace Tollgate.Providers.Bedrock.Request;

/// <summary>Which tools a model is offered, and what it is made to do with them, within what it can be made to do.</summary>
internal sealed record ToolPlan
{
    public IReadOnlyList<ToolDefinition> Tools { get; private init; } = [];

    /// <summary>Offered beside them; null where text is wanted.</summary>
    public AnswerTool? Answer { get; private init; }

    public ToolChoice Choice { get; private init; } = ToolChoice.Unsaid;

    /// <summary>
    /// Nothing is offered, but the conversation has calls and results in it, for which Converse wants a list of tools all the same.
    /// </summary>
    public bool NeedsPlaceholder { get; private init; }

    /// <summary>To be told to a model that cannot be made to call <see cref="Answer"/>.</summary>
    public string? Instruction { get; private init; }

    /// <param name="chat">What the client wants.</param>
    /// <param name="family">What the model can.</param>
    /// <param name="thinks">The model reasons first: Claude cannot be made to call a tool then.</param>
    /// <param name="unsupported">Told of what cannot be had.</param>
    /// <param name="model">For messages.</param>
    /// <exception cref="RefusalException">The choice of tool cannot be had, and may not be dropped.</exception>
    public static ToolPlan Of(ChatRequest chat, ModelFamily family, bool thinks, UnsupportedParameters unsupported, string model)
    {
        var tools = chat.ToolChoice.Mode == ToolChoiceMode.None ? [] : chat.Tools;
        var answer = AnswerTool.Of(chat);
        if (answer is not null)
        {
            return ToAnswer(tools, answer, family, thinks);
        }

        if (tools.Count == 0)
        {
            return new ToolPlan { NeedsPlaceholder = chat.Messages.Any(message => message.Role == ChatRole.Tool || message.ToolCalls.Count > 0) };
        }

        var choice = chat.ToolChoice;
        if (choice.Mode == ToolChoiceMode.Function && !family.CanForceTool && family.CanRequireTools)
        {
            // The only one offered, and one must be called: the same.
            return new ToolPlan { Tools = [.. tools.Where(tool => tool.Name == choice.Function)], Choice = new ToolChoice(ToolChoiceMode.Required) };
        }

        if ((choice.Mode == ToolChoiceMode.Function && !family.CanForceTool) || (choice.Mode == ToolChoiceMode.Required && !family.CanRequireTools))
        {
            unsupported.Drop("tool_choice", model);
            choice = new ToolChoice(ToolChoiceMode.Auto);
        }

        return new ToolPlan { Tools = tools, Choice = choice };
    }

    private static ToolPlan ToAnswer(IReadOnlyList<ToolDefinition> tools, AnswerTool answer, ModelFamily family, bool thinks)
    {
        var choice =
            thinks ? ToolChoiceMode.Auto
            : tools.Count == 0 && family.CanForceTool ? ToolChoiceMode.Function
            : family.CanRequireTools ? ToolChoiceMode.Required
            : ToolChoiceMode.Auto;
        return new ToolPlan
        {
            Tools = tools,
            Answer = answer,
            Choice = new ToolChoice(choice, choice == ToolChoiceMode.Function ? answer.Name : null),
            Instruction = choice == ToolChoiceMode.Auto ? answer.Instruction : null,
        };
    }
}
