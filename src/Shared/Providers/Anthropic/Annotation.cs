using System.Text.Json;

namespace Tollgate.Providers.Anthropic;

/// <summary>Writes a citation as an annotation of the message: an address as OpenAI does, a document in the same manner.</summary>
/// <param name="Citation">The vendor's, written in full beside what OpenAI's form asks for.</param>
/// <param name="Start">Where the cited text's own sentence begins in the content, in UTF-16 units.</param>
/// <param name="End">Where it ends.</param>
internal readonly record struct Annotation(JsonElement Citation, int Start, int End)
{
    public void Write(Utf8JsonWriter json)
    {
        var kind = Citation.TryGetProperty("url"u8, out _) ? "url_citation" : "file_citation";
        json.WriteStartObject();
        json.WriteString("type"u8, kind);
        json.WriteStartObject(kind);
        json.WriteNumber("start_index"u8, Start);
        json.WriteNumber("end_index"u8, End);
        foreach (var member in Citation.EnumerateObject())
        {
            if (member.NameEquals("type"u8))
            {
                json.WritePropertyName("location_type"u8);
                member.Value.WriteTo(json);
            }
            else if (!member.NameEquals("start_index"u8) && !member.NameEquals("end_index"u8))
            {
                member.WriteTo(json);
            }
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
