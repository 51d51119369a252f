namespace Tollgate.Tests.Configuration;

public sealed class ServerSectionTests
{
    [Fact]
    public void Load_Nothing_ListensOnLoopbackOnly()
    {
        var configuration = TestInputs.LoadValid(null);

        Assert.Equal("127.0.0.1", configuration.Server.Host);
        Assert.Equal(8080, configuration.Server.Port);
        Assert.Equal(300, configuration.Server.TimeoutSeconds);
        Assert.Null(configuration.Server.Tls);
        Assert.Equal("info", configuration.Logging.Level);
        Assert.Equal("text", configuration.Logging.Format);
        Assert.Equal("development", configuration.Environment);
    }

    [Fact]
    public void Load_FileAndEnvironment_EnvironmentWins()
    {
        var configuration = TestInputs.LoadValid(
            """{ "server": { "host": "10.1.1.1", "port": 1 }, "logging": { "level": "error", "format": "text" } }""",
            ("HOST", "*"), ("PORT", "2"), ("SERVER_PORT", "3"), ("LOG_LEVEL", "DEBUG"), ("LOG_FORMAT", "json"), ("ENVIRONMENT", "production"));

        Assert.Equal("*", configuration.Server.Host);
        Assert.Equal(2, configuration.Server.Port);
        Assert.Equal("debug", configuration.Logging.Level);
        Assert.Equal("json", configuration.Logging.Format);
        Assert.Equal("production", configuration.Environment);
    }

    [Fact]
    public void Load_AliasVariables_Count()
    {
        var server = TestInputs.LoadValid(null, ("SERVER_HOST", "::"), ("SERVER_PORT", "3"), ("PORT", "")).Server;

        Assert.Equal("::", server.Host);
        Assert.Equal(3, server.Port);
    }

    [Theory]
    [InlineData("PORT", "http", "must be an integer from 0 to 65535")]
    [InlineData("LOG_LEVEL", "loud", "must be one of trace, debug, info, warning, error, critical, none")]
    [InlineData("CORS_ORIGINS", "https://a.example/path", "must be * or an origin such as https://app.example.com, without a path")]
    [InlineData("TLS_KEY_FILE", "tls.key", "is set without TLS_CERT_FILE; set both")]
    [InlineData("ENABLE_GROQ", "maybe", "must be true or false")]
    [InlineData("HOST", "x86_64-linux", "must be an IP address, localhost, or * for all addresses (some shells export the machine's name here: then unset it)")]
    public void Load_WrongVariable_IsAnErrorUnderItsName(string name, string value, string message) =>
        Assert.Equal([$"{name}: {message}"], TestInputs.Errors(null, (name, value)));

    [Fact]
    public void Load_CorsOrigins_AreInTheFormBrowsersSend() =>
        Assert.Equal(
            ["https://a.example", "http://localhost:3000"],
            TestInputs.LoadValid(null, ("CORS_ORIGINS", "https://A.example:443/ , http://localhost:3000,")).Server.CorsOrigins);

    [Fact]
    public void Load_CertificateVariable_ReplacesTheFilesPair()
    {
        const string text = """{ "server": { "tls": { "certificateFile": "a.pem", "keyFile": "a.key" } } }""";

        Assert.Equal("a.key", TestInputs.LoadValid(text).Server.Tls!.KeyFile);
        Assert.Null(TestInputs.LoadValid(text, ("TLS_CERT_FILE", "b.pem")).Server.Tls!.KeyFile);
    }

    [Theory]
    [InlineData("""{ "keyFile": "a.key" }""", "server.tls.certificateFile: is missing; name a PEM or PFX file")]
    [InlineData("""{ "certificateFile": "a.PFX", "keyFile": "a.key" }""", "server.tls.keyFile: does not go with a PFX certificate file, which holds its key; remove it")]
    public void Load_TlsThatCannotWork_IsAnError(string tls, string error) =>
        Assert.Equal([error], TestInputs.Errors($$"""{ "server": { "tls": {{tls}} } }"""));
}
