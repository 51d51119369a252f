using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Tollgate.Quotas.Alerts;

/// <summary>Posts alerts, signed as Standard Webhooks has it. A second post of an alert has the same id and body.</summary>
internal sealed class WebhookSink(Func<AlertOptions> options, TimeProvider time) : IAlertSink, IDisposable
{
    // No logging handler around it: an address may contain a secret.
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        MaxConnectionsPerServer = 16,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    });

    public string Name => "webhook";

    public async Task<SinkAnswer> TellAsync(BudgetAlert alert, CancellationToken cancellation)
    {
        if (options() is not { Webhook: { } webhook } current)
        {
            return SinkAnswer.Delivered;
        }

        using var timeout = new CancellationTokenSource(current.WebhookTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            using var request = Write(alert, webhook);
            using var response = await _http.SendAsync(request, either.Token);
            return Judge(response.StatusCode);
        }
        catch (HttpRequestException e)
        {
            return new SinkAnswer(SinkOutcome.TryAgain, $"{webhook}: {e.HttpRequestError}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new SinkAnswer(SinkOutcome.TryAgain, $"{webhook}: no answer within {current.WebhookTimeout.TotalSeconds} s");
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Write(BudgetAlert alert, AlertWebhook webhook)
    {
        var body = WebhookBody.Write(alert);
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Tollgate", null));
        request.Headers.Add("webhook-id", alert.Id);
        request.Headers.Add("webhook-timestamp", timestamp);
        request.Headers.Add("webhook-signature", webhook.Secret.Sign(alert.Id, timestamp, body));
        return request;
    }

    private static SinkAnswer Judge(HttpStatusCode status) => (int)status switch
    {
        >= 200 and < 300 => SinkAnswer.Delivered,
        408 or 429 or >= 500 => new SinkAnswer(SinkOutcome.TryAgain, $"status {(int)status}"),
        _ => new SinkAnswer(SinkOutcome.Refused, $"status {(int)status}"),
    };
}
