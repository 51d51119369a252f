using Tollgate.State;

namespace Tollgate.Providers.Gemini.Answer;

internal static class CallIds
{
    /// <summary>For a tool call to which the model gave no id: Gemini's older models know calls by their names only.</summary>
    public static string Next(IIdSource ids) => $"call_{ids.Next()}";
}
