using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Tollgate.Providers.Gemini.Answer;

/// <summary>Turns <c>logprobsResult</c> into OpenAI's <c>logprobs</c>.</summary>
internal static class LogprobsReader
{
    public static JsonElement Read(JsonElement result)
    {
        var tops = result.TryGetProperty("topCandidates", out var told) ? told.EnumerateArray().ToArray() : [];
        var chosen = result.TryGetProperty("chosenCandidates", out var candidates) ? candidates.EnumerateArray().ToArray() : [];
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("content"u8);
            for (var index = 0; index < chosen.Length; index++)
            {
                json.WriteStartObject();
                WriteToken(json, chosen[index]);
                json.WriteStartArray("top_logprobs"u8);
                if (index < tops.Length && tops[index].TryGetProperty("candidates", out var alternatives))
                {
                    foreach (var alternative in alternatives.EnumerateArray())
                    {
                        json.WriteStartObject();
                        WriteToken(json, alternative);
                        json.WriteEndObject();
                    }
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteNull("refusal"u8);
            json.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static void WriteToken(Utf8JsonWriter json, JsonElement candidate)
    {
        var token = CandidateReader.Text(candidate, "token") ?? "";
        json.WriteString("token"u8, token);
        json.WriteNumber("logprob"u8, candidate.TryGetProperty("logProbability", out var probability) ? probability.GetDouble() : 0);
        json.WriteStartArray("bytes"u8);
        foreach (var value in Encoding.UTF8.GetBytes(token))
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }
}
