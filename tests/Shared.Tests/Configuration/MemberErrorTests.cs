namespace Tollgate.Tests.Configuration;

public sealed class MemberErrorTests
{
    [Fact]
    public void Load_ManyErrors_ReportsAllOfThemWithTheirPaths()
    {
        const string text = """
            {
              "server": { "port": 70000, "maxBodyMb": "32", "hots": "*" },
              "logging": { "level": "debgu" },
              "providers": { "openai": { "apiKey": "k", "models": ["gpt-4o", { "id": "mine", "price": { "input": -1, "output": 1 } }] } }
            }
            """;

        Assert.Equal(
            [
                "server.port: must be an integer from 0 to 65535",
                "server.maxBodyMb: must be an integer from 1 to 100",
                "logging.level: must be one of trace, debug, info, warning, error, critical, none; did you mean \"debug\"?",
                "providers.openai.models[1].price.input: must be 0 or more",
                "server.hots: is not known here; did you mean \"host\"?",
            ],
            TestInputs.Errors(text));
    }

    [Theory]
    [InlineData("""{ "providres": {} }""", "providres: is not known here; did you mean \"providers\"?")]
    [InlineData("""{ "server": { "Port": 1 } }""", "server.Port: is not known here; did you mean \"port\"?")]
    [InlineData("""{ "zzz": {} }""", "zzz: is not known here")]
    [InlineData("""{ "server": { "port": 1, "port": 2 } }""", "server.port: is given twice; remove one")]
    [InlineData("""{ "server": { "corsOrigins": "*" } }""", "server.corsOrigins: must be a list")]
    [InlineData("""{ "server": { "corsOrigins": [7] } }""", "server.corsOrigins[0]: must be a string")]
    [InlineData("""{ "server": [] }""", "server: must be an object")]
    [InlineData("""{ "circuitBreaker": { "failureRatio": 0 } }""", "circuitBreaker.failureRatio: must be more than 0; to keep circuits closed set \"enabled\": false")]
    [InlineData("""{ "circuitBreaker": { "minimumRequests": 1 } }""", "circuitBreaker.minimumRequests: must be an integer from 2 to 10000")]
    [InlineData("""{ "providers": { "demo": { "enabled": "yes" } } }""", "providers.demo.enabled: must be true or false")]
    [InlineData("""{ "providers": { "a/b": { "enabled": false } } }""", "providers[\"a/b\"]: is no provider name, which must be 1 to 64 characters of a-z A-Z 0-9 . _ -")]
    public void Load_OneWrongMember_SaysWhereAndWhat(string text, string error) => Assert.Equal([error], TestInputs.Errors(text));

    [Theory]
    [InlineData("""{ "cache": { "enabled": false } }""", "cache")]
    public void Load_FeatureThatDoesNotExistYet_IsRefusedRatherThanIgnored(string text, string path) =>
        Assert.Equal([$"{path}: is not in this version, so it would have no effect; remove it"], TestInputs.Errors(text));
}
