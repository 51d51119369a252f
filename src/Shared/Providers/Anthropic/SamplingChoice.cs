using Tollgate.Pipeline;
using Tollgate.Providers.Chat.Request;

namespace Tollgate.Providers.Anthropic;

/// <summary>
/// The sampling parameters that a model can be sent. Null is its default: 1 for temperature and top_p, so that a client's 1 is left
/// out everywhere and refused nowhere.
/// </summary>
internal sealed record SamplingChoice(decimal? Temperature, decimal? TopP, long? TopK)
{
    private const decimal LeastTopPThinking = 0.95m;

    /// <exception cref="RefusalException">The model cannot do one of them, and the tenant does not want it dropped.</exception>
    public static SamplingChoice Of(ChatRequest chat, ClaudeGeneration model, bool thinks, Action<string> drop)
    {
        // OpenAI's scale ends at 2, this one at 1.
        var temperature = Take("temperature", chat.Temperature, model.TakesSampling && !thinks && chat.Temperature <= 1, drop);
        var topP = Take(
            "top_p",
            chat.TopP,
            model.TakesSampling && !(thinks && chat.TopP < LeastTopPThinking) && !(model.TakesOneOfSampling && temperature is not null),
            drop);
        if (chat.TopK is not null && (thinks || !model.TakesSampling))
        {
            drop("top_k");
            return new SamplingChoice(temperature, topP, TopK: null);
        }

        return new SamplingChoice(temperature, topP, chat.TopK);
    }

    private static decimal? Take(string name, decimal? asked, bool isPossible, Action<string> drop)
    {
        if (asked is null or 1)
        {
            return null;
        }

        if (isPossible)
        {
            return asked;
        }

        drop(name);
        return null;
    }
}
