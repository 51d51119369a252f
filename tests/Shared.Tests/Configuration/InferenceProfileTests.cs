using Tollgate.Configuration;
using Tollgate.Configuration.Profiles;

namespace Tollgate.Tests.Configuration;

public sealed class InferenceProfileTests
{
    [Theory]
    [InlineData("us-east-1", "anthropic.claude-sonnet-4-5-20250929-v1:0", "us.anthropic.claude-sonnet-4-5-20250929-v1:0")]
    [InlineData("us-gov-west-1", "anthropic.claude-3-7-sonnet-20250219-v1:0", "us-gov.anthropic.claude-3-7-sonnet-20250219-v1:0")]
    [InlineData("ca-central-1", "anthropic.claude-opus-5", "us.anthropic.claude-opus-5")]
    [InlineData("eu-central-1", "amazon.nova-pro-v1:0", "eu.amazon.nova-pro-v1:0")]
    [InlineData("eu-central-1", "meta.llama3-2-3b-instruct-v1:0", "eu.meta.llama3-2-3b-instruct-v1:0")]
    [InlineData("ap-northeast-1", "anthropic.claude-sonnet-4-20250514-v1:0", "apac.anthropic.claude-sonnet-4-20250514-v1:0")]
    [InlineData("ap-northeast-1", "anthropic.claude-haiku-4-5-20251001-v1:0", "jp.anthropic.claude-haiku-4-5-20251001-v1:0")]
    [InlineData("ap-southeast-2", "anthropic.claude-haiku-4-5-20251001-v1:0", "au.anthropic.claude-haiku-4-5-20251001-v1:0")]
    [InlineData("us-east-1", "anthropic.claude-3-haiku-20240307-v1:0", "anthropic.claude-3-haiku-20240307-v1:0")]
    [InlineData("us-east-1", "anthropic.claude-3-5-sonnet-20240620-v1:0", "anthropic.claude-3-5-sonnet-20240620-v1:0")]
    [InlineData("us-east-1", "anthropic.claude-3-5-sonnet-20241022-v2:0", "us.anthropic.claude-3-5-sonnet-20241022-v2:0")]
    [InlineData("us-east-1", "meta.llama3-70b-instruct-v1:0", "meta.llama3-70b-instruct-v1:0")]
    [InlineData("us-east-1", "amazon.titan-embed-text-v2:0", "amazon.titan-embed-text-v2:0")]
    [InlineData("us-east-1", "eu.amazon.nova-pro-v1:0", "eu.amazon.nova-pro-v1:0")]
    [InlineData("us-east-1", "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc", "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc")]
    [InlineData("sa-east-1", "anthropic.claude-sonnet-4-5-20250929-v1:0", "anthropic.claude-sonnet-4-5-20250929-v1:0")]
    public void Apply_InARegion_NamesTheProfileThatAwsHas(string region, string model, string expected) =>
        Assert.Equal(expected, InferenceProfile.Apply(model, new AwsOptions { Region = region, Geography = InferenceProfile.GeographyOf(region) }));

    [Fact]
    public void Load_OperatorsGeography_IsAskedForUnlessTheModelIsNamedInFull()
    {
        var configuration = TestInputs.LoadValid(
            """
            { "providers": { "bedrock": { "apiKey": "${K}", "region": "us-west-2", "inferenceProfile": "global", "models": [
              { "id": "anthropic.claude-sonnet-4-5", "price": { "input": 3, "output": 15 } },
              { "id": "mine", "modelId": "anthropic.claude-opus-5", "price": { "input": 3, "output": 15 } } ] } } }
            """,
            ("K", "key-1"));

        Assert.Equal("global.anthropic.claude-sonnet-4-5", configuration.Models["anthropic.claude-sonnet-4-5"].Targets[0].Deployment.UpstreamModel);
        Assert.Equal("anthropic.claude-opus-5", configuration.Models["mine"].Targets[0].Deployment.UpstreamModel);
    }

    [Fact]
    public void Load_AddressWithARegion_IsSignedForThatRegion()
    {
        var configuration = TestInputs.LoadValid(
            """{ "providers": { "bedrock": { "baseUrl": "https://vpce-1.bedrock-runtime.eu-west-3.vpce.amazonaws.com", "apiKey": "${K}" } } }""",
            ("K", "key-1"), ("AWS_REGION", "us-east-1"));

        Assert.Equal("eu-west-3", configuration.Providers["bedrock"].Aws!.Region);
    }
}
