using System.Runtime.InteropServices;
using System.Text.Json;

namespace Tollgate.Providers.Gemini.Request;

/// <summary>Passes a client's JSON on as it was written: numbers keep their digits and strings their escapes.</summary>
internal static class RawJson
{
    public static void WriteRaw(this Utf8JsonWriter json, string name, JsonElement value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
    }
}
