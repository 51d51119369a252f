using System.Text.Json;

namespace Tollgate.Tests.Gateways;

/// <summary>What every refusal must be: OpenAI's envelope, and nothing of the gateway's inside.</summary>
internal static class Envelope
{
    private static readonly string[] Insides = ["   at ", "Exception", "System.", "Microsoft.", "Tollgate.", ".cs"];

    public static void Check(Reply reply, int status, string type, string code, string? param = null)
    {
        Assert.Equal(status, reply.Status);
        Assert.Equal("application/json", reply.Headers["content-type"]);
        Assert.True(reply.Headers.ContainsKey("x-request-id"));
        Assert.Equal(["error"], reply.Json.EnumerateObject().Select(member => member.Name));
        Check(reply.Error, type, code, param);
    }

    /// <param name="error">The <c>error</c> object of a body or of a stream's event.</param>
    /// <param name="type">Expected.</param>
    /// <param name="code">Expected.</param>
    /// <param name="param">Expected.</param>
    public static void Check(JsonElement error, string type, string code, string? param = null)
    {
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.Equal(type, error.GetProperty("type").GetString());
        Assert.Equal(param, error.GetProperty("param").GetString());
        var message = error.GetProperty("message").GetString()!;
        Assert.NotEmpty(message);
        Assert.All(Insides, inside => Assert.DoesNotContain(inside, message, StringComparison.Ordinal));
    }
}
