using System.Text.Json.Serialization;

namespace Tollgate.Providers.OpenAI;

[JsonSerializable(typeof(string))]
internal sealed partial class WireJson : JsonSerializerContext;
