using System.Text;
using System.Text.Json;
using Tollgate.Providers.Chat.Answer;

namespace Tollgate.Providers.Bedrock.Answer;

/// <summary>Reads Converse's whole answer.</summary>
internal sealed class ConverseAnswer
{
    private readonly string? _answerTool;
    private readonly StringBuilder _content = new();
    private readonly List<Thought> _thoughts = [];
    private readonly List<AnsweredCall> _calls = [];
    private readonly List<Citation> _citations = [];
    private bool _hasContent;

    private ConverseAnswer(string? answerTool) => _answerTool = answerTool;

    /// <param name="root">Must live until the answer is written.</param>
    /// <param name="answerTool">The tool whose input is the content; null for none.</param>
    public static ChatAnswer Read(JsonElement root, string? answerTool)
    {
        var answer = new ConverseAnswer(answerTool);
        foreach (var block in root.GetProperty("output").GetProperty("message").GetProperty("content").EnumerateArray())
        {
            answer.Add(block);
        }

        return answer.ToAnswer(root);
    }

    private void Add(JsonElement block)
    {
        if (block.TryGetProperty("text", out var text))
        {
            Say(text.GetString());
        }
        else if (block.TryGetProperty("toolUse", out var call))
        {
            AddCall(call);
        }
        else if (block.TryGetProperty("reasoningContent", out var reasoning))
        {
            AddThought(reasoning);
        }
        else if (block.TryGetProperty("citationsContent", out var cited))
        {
            AddCited(cited);
        }
    }

    private void Say(string? text)
    {
        _content.Append(text);
        _hasContent = true;
    }

    private void AddCall(JsonElement call)
    {
        var (name, input) = (call.GetProperty("name").GetString()!, call.GetProperty("input").GetRawText());
        if (name == _answerTool)
        {
            Say(input);
        }
        else
        {
            _calls.Add(new AnsweredCall(call.GetProperty("toolUseId").GetString()!, name, input));
        }
    }

    private void AddThought(JsonElement reasoning)
    {
        if (reasoning.TryGetProperty("reasoningText", out var text))
        {
            var signature = text.TryGetProperty("signature", out var signed) ? signed.GetString() : null;
            _thoughts.Add(new Thought(text.GetProperty("text").GetString(), signature, Redacted: null));
        }
        else if (reasoning.TryGetProperty("redactedContent", out var redacted))
        {
            _thoughts.Add(new Thought(Text: null, Signature: null, redacted.GetString()));
        }
    }

    private void AddCited(JsonElement cited)
    {
        var start = _content.Length;
        foreach (var said in cited.TryGetProperty("content", out var content) ? content.EnumerateArray() : default)
        {
            Say(said.GetProperty("text").GetString());
        }

        foreach (var citation in cited.TryGetProperty("citations", out var citations) ? citations.EnumerateArray() : default)
        {
            _citations.Add(new Citation(citation, start, _content.Length));
        }
    }

    private ChatAnswer ToAnswer(JsonElement root)
    {
        var usage = root.TryGetProperty("usage", out var told) ? ConverseUsage.Read(told) : null;
        var reason = root.TryGetProperty("stopReason", out var stop) ? stop.GetString() : null;
        var thought = string.Concat(_thoughts.Select(thought => thought.Text));
        var trace = root.TryGetProperty("trace", out var traced) ? traced : default;
        return new ChatAnswer
        {
            Choices =
            [
                new ChatChoice
                {
                    Content = _hasContent ? _content.ToString() : null,
                    Reasoning = thought.Length > 0 ? thought : null,
                    ToolCalls = _calls,
                    FinishReason = StopReasons.Translate(reason, _calls.Count > 0, usage),
                    Extras = json => WriteExtras(json, trace),
                },
            ],
            Usage = usage,
        };
    }

    private void WriteExtras(Utf8JsonWriter json, JsonElement trace)
    {
        if (_thoughts.Count > 0)
        {
            Thought.Write(json, _thoughts);
        }

        if (_citations.Count > 0)
        {
            Citation.Write(json, _citations);
        }

        if (trace.ValueKind == JsonValueKind.Object)
        {
            json.WritePropertyName("trace"u8);
            trace.WriteTo(json);
        }
    }
}
