using System.Globalization;
using System.Text;

namespace Tollgate.UpstreamSimulator;

/// <content>Replies that are no answer: error statuses, pages of a proxy, redirects. Nothing is billed.</content>
public sealed partial class Fault
{
    private static readonly TimeSpan DefaultRetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>The answer as it should be; of use in a script.</summary>
    public static Fault None { get; } = new("none", (Reply reply) => reply);

    /// <summary>200 with an error envelope for a body.</summary>
    public static Fault ErrorInsideOk { get; } = new("error-inside-200", (reply, envelope) =>
        Refuse(reply, UpstreamError.OfStatus(500), envelope) with { Status = StatusCodes.Status200OK });

    /// <summary>429 as OpenAI sends it when the account has run out of credit: waiting does not help.</summary>
    public static Fault InsufficientQuota { get; } = new("insufficient-quota", (reply, envelope) => Refuse(
        reply,
        new UpstreamError(429, "insufficient_quota", "insufficient_quota", "You exceeded your current quota, please check your plan and billing details."),
        envelope));

    /// <summary>400 as Azure OpenAI refuses a prompt that its content filter does not let pass.</summary>
    public static Fault ContentFilter { get; } = new("content-filter", (reply, envelope) => Refuse(
        reply,
        new UpstreamError(
            400,
            "",
            "content_filter",
            "The response was filtered due to the prompt triggering Azure OpenAI's content management policy. Please modify your prompt and retry.",
            "prompt"),
        envelope));

    /// <summary>502 with the HTML of a proxy.</summary>
    public static Fault HtmlErrorPage { get; } = new("html-error", reply => WithoutAnswer(reply, StatusCodes.Status502BadGateway) with
    {
        ContentType = "text/html",
        Body = Encoding.UTF8.GetBytes("<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><center><h1>502 Bad Gateway</h1></center></body>\r\n</html>\r\n"),
    });

    /// <summary>307 to a path of this host; a request to <c>/redirected</c> shows that it was followed.</summary>
    public static Fault Redirect { get; } = new("redirect", reply =>
    {
        var redirect = WithoutAnswer(reply, StatusCodes.Status307TemporaryRedirect);
        return redirect with { Headers = redirect.Headers.SetItem("Location", "/redirected"), ContentType = null };
    });

    /// <summary>An error status with OpenAI's envelope for it. 429 has <c>retry-after</c> (1 s unless told) and <c>retry-after-ms</c>.</summary>
    public static Fault Status(int status, TimeSpan? retryAfter = null) => new(
        $"status-{status}",
        (reply, envelope) => WithRetryAfter(
            Refuse(reply, UpstreamError.OfStatus(status), envelope),
            retryAfter ?? (status == StatusCodes.Status429TooManyRequests ? DefaultRetryAfter : null)));

    private static Reply Refuse(Reply reply, UpstreamError error, IErrorEnvelope envelope) => WithoutAnswer(reply, error.Status) with
    {
        ContentType = "application/json",
        Body = Encoding.UTF8.GetBytes(envelope.Write(error)),
    };

    private static Reply WithoutAnswer(Reply reply, int status) => reply with { Status = status, Events = null, Billed = default };

    private static Reply WithRetryAfter(Reply reply, TimeSpan? delay) => delay is not { } wait ? reply : reply with
    {
        Headers = reply.Headers
            .SetItem("retry-after", Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture))
            .SetItem("retry-after-ms", wait.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)),
    };
}
