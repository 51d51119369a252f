using System.Buffers;
using System.Text.Json;
using Tollgate.Pipeline;
using Tollgate.Providers.Upstream;

namespace Tollgate.Endpoints.Completion;

/// <summary>Names a model in a body that names none; the rest stays as the client wrote it.</summary>
internal static class NamedModel
{
    /// <returns>A new body, which the caller disposes of.</returns>
    public static RequestBody Write(RequestBody body, RequestFacts facts, string model)
    {
        var span = body.Span;
        var named = new ArrayBufferWriter<byte>(body.Length + 64);
        named.Write(span[..facts.MembersStart]);
        named.Write("\"model\":"u8);
        named.Write(JsonSerializer.SerializeToUtf8Bytes(model, WireJson.Default.String));
        named.Write(","u8);
        var from = facts.MembersStart;

        // It may be there as null.
        foreach (var cut in BodyMembers.Cuts(span, ["model"]))
        {
            named.Write(span[from..cut.Start]);
            from = cut.End;
        }

        named.Write(span[from..]);
        return RequestBody.Copy(named.WrittenSpan);
    }
}
