using System.Text;
using Tollgate.Quotas.Alerts;

namespace Tollgate.Tests.Quotas.Alerts;

public sealed class WebhookSecretTests
{
    private const string Text = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    [Fact]
    public void Sign_TheStandardsOwnExample_IsSignedAsThere() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        Create().Sign("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", Encoding.UTF8.GetBytes("""{"test": 2432232314}""")));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_c2hvcnQ=")]
    [InlineData("whsec_not base64 at all, whatever the length is")]
    public void TryParse_NoSecretOfTheStandard_IsRefused(string? text) => Assert.False(WebhookSecret.TryParse(text, out _));

    [Fact]
    public void ToString_OfWhatHoldsASecret_DoesNotShowIt()
    {
        var options = new AlertOptions { Webhook = new AlertWebhook(new Uri("https://hooks.example/T0/s3cret?token=s3cret"), Create()) };

        Assert.DoesNotContain("s3cret", options.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("MfKQ", options.ToString(), StringComparison.Ordinal);
    }

    private static WebhookSecret Create() => WebhookSecret.TryParse(Text, out var secret) ? secret : throw new InvalidOperationException(Text);
}
