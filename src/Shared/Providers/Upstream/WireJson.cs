using System.Text.Json.Serialization;

namespace Tollgate.Providers.Upstream;

[JsonSerializable(typeof(string))]
internal sealed partial class WireJson : JsonSerializerContext;
