using System.Text;
using Tollgate.Configuration;
using Tollgate.Providers.Bedrock.Http;

namespace Tollgate.Tests.Providers.Bedrock;

/// <summary>AWS's published test suite for Signature Version 4.</summary>
public sealed class AwsSignatureTests
{
    private static readonly AwsCredentials Credentials = new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", SessionToken: null);

    [Theory]
    [InlineData("GET", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")]
    [InlineData("POST", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b")]
    public void Sign_PlainRequest_IsThePublishedSignature(string method, string signature)
    {
        var authorization = Sign(method, [("x-amz-date", "20150830T123600Z"), ("host", "example.amazonaws.com")], "");

        Assert.Equal(
            $"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature={signature}",
            authorization);
    }

    [Fact]
    public void Sign_WithABody_IsThePublishedSignature()
    {
        var authorization = Sign(
            "POST",
            [("content-type", "application/x-www-form-urlencoded"), ("host", "example.amazonaws.com"), ("x-amz-date", "20150830T123600Z")],
            "Param1=value1");

        Assert.EndsWith("Signature=ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a", authorization, StringComparison.Ordinal);
    }

    private static string Sign(string method, (string, string)[] headers, string body) =>
        AwsSignature.Sign(method, new Uri("https://example.amazonaws.com/"), headers, Encoding.UTF8.GetBytes(body), Credentials, ("us-east-1", "service"));
}
