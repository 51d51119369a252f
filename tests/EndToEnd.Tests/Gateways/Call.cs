using System.Net.Http.Headers;
using System.Text;

namespace Tollgate.Tests.Gateways;

/// <summary>One HTTP request to a gateway; by default a chat with tenant alpha's key.</summary>
public sealed record Call
{
    public HttpMethod Method { get; init; } = HttpMethod.Post;

    /// <summary>With its query, as sent.</summary>
    public string Path { get; init; } = "/v1/chat/completions";

    /// <summary>Null for no key.</summary>
    public string? Key { get; init; } = TestKeys.Alpha;

    /// <summary>Makes it a call by the key that speaks for users, on behalf of this one.</summary>
    public string? User { get; init; }

    /// <summary>Null for no body.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    public string? ContentType { get; init; } = "application/json";

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public string Text
    {
        init => Body = Encoding.UTF8.GetBytes(value);
    }

    public static Call Get(string path, string? key = TestKeys.Alpha) => new() { Method = HttpMethod.Get, Path = path, Key = key };

    public static Call Post(string path, string json) => new() { Path = path, Text = json };

    internal HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(Method, Path);
        if ((User is null ? Key : TestKeys.AlphaService) is { } key)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        if (User is not null)
        {
            message.Headers.Add("x-tollgate-user", User);
        }

        foreach (var (name, value) in Headers)
        {
            Assert.True(message.Headers.TryAddWithoutValidation(name, value));
        }

        if (Body is { } body)
        {
            message.Content = new ReadOnlyMemoryContent(body);
            if (ContentType is not null)
            {
                message.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
            }
        }

        return message;
    }
}
