using System.Buffers;
using System.Text;
using System.Text.Json;
using Tollgate.Pricing;

namespace Tollgate.Providers.Chat.Answer;

/// <summary>
/// Writes the chunks of a translated stream. One upstream event may make none, one or several: they are kept until
/// <see cref="Clear"/>. Every method writes one chunk; <paramref name="identity"/> stands at its head.
/// </summary>
/// <param name="identity">Of the completion.</param>
internal sealed class ChunkWriter(ChatIdentity identity) : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);
    private readonly Utf8JsonWriter _json = new(Stream.Null, AnswerJson.Readable);
    private readonly List<(int Start, int Length, StreamEventKind Kind)> _chunks = [];

    /// <summary>UTF-8 bytes of generated content written so far: text, reasoning, refusals and arguments.</summary>
    public long ContentBytes { get; private set; }

    /// <summary>The provider's own id of the answer, if it gives one, in place of the identity's.</summary>
    public string? Id { get; set; }

    /// <summary>Chunks since <see cref="Clear"/>.</summary>
    public int Count => _chunks.Count;

    /// <summary>Valid until <see cref="Clear"/>.</summary>
    public StreamEvent this[int index] => new(_chunks[index].Kind, _buffer.WrittenMemory.Slice(_chunks[index].Start, _chunks[index].Length));

    /// <summary>The first chunk of a choice, which tells who speaks.</summary>
    public void Role(int choice = 0) => Delta(choice, 0, static (json, _) =>
    {
        json.WriteString("role"u8, "assistant"u8);
        json.WriteString("content"u8, ""u8);
    });

    /// <param name="text">What is said.</param>
    /// <param name="choice">Index of the choice.</param>
    /// <param name="logprobs">Writes the choice's <c>logprobs</c>, one value; null for none.</param>
    public void Content(string text, int choice = 0, Action<Utf8JsonWriter>? logprobs = null) => Text("content", text, choice, logprobs);

    public void Reasoning(string text, int choice = 0) => Text("reasoning_content", text, choice);

    public void Refusal(string text, int choice = 0) => Text("refusal", text, choice);

    /// <summary>Begins a tool call, with no arguments yet.</summary>
    /// <param name="call">Its index among the choice's tool calls, from 0.</param>
    /// <param name="id">Unique within the conversation.</param>
    /// <param name="name">Of the function.</param>
    /// <param name="choice">Index of the choice.</param>
    /// <param name="extras">Writes further members of the call; null for none.</param>
    public void ToolCall(int call, string id, string name, int choice = 0, Action<Utf8JsonWriter>? extras = null) =>
        Delta(choice, (call, id, name, extras), static (json, begun) =>
        {
            json.WriteStartArray("tool_calls"u8);
            json.WriteStartObject();
            json.WriteNumber("index"u8, begun.call);
            json.WriteString("id"u8, begun.id);
            json.WriteString("type"u8, "function"u8);
            json.WriteStartObject("function"u8);
            json.WriteString("name"u8, begun.name);
            json.WriteString("arguments"u8, ""u8);
            json.WriteEndObject();
            begun.extras?.Invoke(json);
            json.WriteEndObject();
            json.WriteEndArray();
        });

    /// <summary>Adds to the arguments of a call that was begun.</summary>
    public void Arguments(int call, string fragment, int choice = 0)
    {
        ContentBytes += Encoding.UTF8.GetByteCount(fragment);
        Delta(choice, (call, fragment), static (json, added) =>
        {
            json.WriteStartArray("tool_calls"u8);
            json.WriteStartObject();
            json.WriteNumber("index"u8, added.call);
            json.WriteStartObject("function"u8);
            json.WriteString("arguments"u8, added.fragment);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
        });
    }

    /// <summary>A chunk whose delta has members of its own, such as <c>annotations</c>.</summary>
    public void Delta<TState>(int choice, TState state, Action<Utf8JsonWriter, TState> members)
    {
        var start = BeginChoice(choice);
        members(_json, state);
        EndChoice(start, finishReason: null);
    }

    /// <summary>Probabilities of tokens whose text other chunks bring.</summary>
    /// <param name="logprobs">In OpenAI's shape.</param>
    /// <param name="choice">Index of the choice.</param>
    public void Logprobs(JsonElement logprobs, int choice = 0)
    {
        var start = BeginChoice(choice);
        _json.WriteEndObject();
        _json.WritePropertyName("logprobs"u8);
        logprobs.WriteTo(_json);
        _json.WriteNull("finish_reason"u8);
        _json.WriteEndObject();
        _json.WriteEndArray();
        End(start, StreamEventKind.Content);
    }

    /// <summary>The last chunk of a choice.</summary>
    /// <param name="reason">One of <see cref="FinishReason"/>.</param>
    /// <param name="choice">Index of the choice.</param>
    public void Finish(string reason, int choice = 0) => EndChoice(BeginChoice(choice), reason);

    /// <summary>The chunk behind all choices that has nothing but usage.</summary>
    public void Usage(TokenUsage usage)
    {
        var start = Begin();
        _json.WriteStartArray("choices"u8);
        _json.WriteEndArray();
        UsageJson.Write(_json, usage);
        End(start, StreamEventKind.Usage);
    }

    public void Clear()
    {
        _chunks.Clear();
        _buffer.ResetWrittenCount();
    }

    public void Dispose() => _json.Dispose();

    private void Text(string member, string text, int choice, Action<Utf8JsonWriter>? logprobs = null)
    {
        ContentBytes += Encoding.UTF8.GetByteCount(text);
        var start = BeginChoice(choice);
        _json.WriteString(member, text);
        EndChoice(start, finishReason: null, logprobs);
    }

    private int BeginChoice(int choice)
    {
        var start = Begin();
        _json.WriteStartArray("choices"u8);
        _json.WriteStartObject();
        _json.WriteNumber("index"u8, choice);
        _json.WriteStartObject("delta"u8);
        return start;
    }

    private void EndChoice(int start, string? finishReason, Action<Utf8JsonWriter>? logprobs = null)
    {
        _json.WriteEndObject();
        if (logprobs is not null)
        {
            _json.WritePropertyName("logprobs"u8);
            logprobs(_json);
        }

        _json.WriteString("finish_reason"u8, finishReason);
        _json.WriteEndObject();
        _json.WriteEndArray();
        End(start, StreamEventKind.Content);
    }

    private int Begin()
    {
        _json.Reset(_buffer);
        var start = _buffer.WrittenCount;
        _json.WriteStartObject();
        _json.WriteString("id"u8, Id ?? identity.Id);
        _json.WriteString("object"u8, "chat.completion.chunk"u8);
        _json.WriteNumber("created"u8, identity.Created);
        _json.WriteString("model"u8, identity.Model);
        return start;
    }

    private void End(int start, StreamEventKind kind)
    {
        _json.WriteEndObject();
        _json.Flush();
        _chunks.Add((start, _buffer.WrittenCount - start, kind));
    }
}
