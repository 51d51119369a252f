using Tollgate.Pipeline;

namespace Tollgate.Providers.Upstream;

/// <summary>What clients are told when an upstream fails without an error of its own to pass on.</summary>
internal static class UpstreamRefusals
{
    public const string TimeoutCode = "upstream_timeout";

    public static Refusal Timeout(string provider, string waitedFor, int seconds) => Refusal.Upstream(
        TimeoutCode,
        $"Provider '{provider}' sent no {waitedFor} within {seconds} s. Try again, or ask for a shorter answer.",
        504);

    public static Refusal InvalidAnswer(string provider, string what) => Refusal.Upstream(
        "upstream_invalid_response", $"Provider '{provider}' sent {what}. Try again; if it stays, tell the gateway's operator.");

    public static Refusal CutAnswer(string provider) => Refusal.Upstream(
        "upstream_interrupted", $"Provider '{provider}' broke off before its answer was complete. Try again.");

    public static Refusal RejectedCredentials(string provider) => Refusal.Upstream(
        "upstream_authentication_failed",
        $"Provider '{provider}' rejected the gateway's own credentials. Your API key is not at fault: tell the gateway's operator.");

    public static Refusal NoAccessToken(string provider) => Refusal.Upstream(
        "upstream_authentication_failed",
        $"The gateway gets no Entra ID token for provider '{provider}'. Your API key is not at fault: tell the gateway's operator.");
}
