using Tollgate.Configuration.Profiles;

namespace Tollgate.Tests.Configuration;

public sealed class ProviderAddressTests
{
    [Theory]
    [InlineData("custom", "http://h:1/v1/", false, "http://h:1/v1")]
    [InlineData("azure-openai", "https://r.openai.azure.com", false, "https://r.openai.azure.com/openai/v1")]
    [InlineData("azure-openai", "https://r.openai.azure.com/openai/v1/", false, "https://r.openai.azure.com/openai/v1")]
    [InlineData("azure-openai", "https://r.openai.azure.com/openai/v1/", true, "https://r.openai.azure.com/openai")]
    [InlineData("ollama", "127.0.0.1", false, "http://127.0.0.1:11434/v1")]
    [InlineData("ollama", "0.0.0.0:11435", false, "http://127.0.0.1:11435/v1")]
    [InlineData("ollama", "[::1]", false, "http://[::1]:11434/v1")]
    [InlineData("ollama", "https://ollama.example", false, "https://ollama.example/v1")]
    [InlineData("vllm", "http://gpu:8000", false, "http://gpu:8000/v1")]
    [InlineData("vllm", "http://gpu:8000/v1", false, "http://gpu:8000/v1")]
    [InlineData("vllm", "gpu/v1", false, "http://gpu:8000/v1")]
    public void Resolve_Address_IsTheBaseOfTheApi(string type, string given, bool isDated, string expected) =>
        Assert.Equal(expected, Create(type, given, isDated)?.AbsoluteUri);

    [Theory]
    [InlineData("custom", "ftp://h")]
    [InlineData("custom", "not a url")]
    [InlineData("custom", "https://h/v1?key=1")]
    [InlineData("azure-openai", "my-resource")]
    [InlineData("ollama", "a b")]
    [InlineData("ollama", ":")]
    public void Resolve_NoAddress_IsNull(string type, string given) => Assert.Null(Create(type, given, isDated: false));

    private static Uri? Create(string type, string given, bool isDated) =>
        ProviderAddress.Resolve(ProviderProfiles.ByType[type], given, isDated);
}
