using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tollgate.FunctionsRuntime;

/// <summary>What the runtime reads of the app's <c>host.json</c>.</summary>
internal sealed record HostJson
{
    private static readonly JsonDocumentOptions LenientJson =
        new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>First part of every route, without slashes. Default <c>api</c>.</summary>
    public string RoutePrefix { get; private init; } = "api";

    /// <exception cref="InvalidOperationException">It is not of version 2.0.</exception>
    public static HostJson Parse(string json)
    {
        var root = JsonNode.Parse(json, documentOptions: LenientJson);
        if ((string?)root?["version"] != "2.0")
        {
            throw new InvalidOperationException("host.json must say \"version\": \"2.0\".");
        }

        var prefix = (string?)root["extensions"]?["http"]?["routePrefix"];
        return prefix is null ? new HostJson() : new HostJson { RoutePrefix = prefix.Trim('/') };
    }
}
