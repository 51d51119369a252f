using System.Text.Json;
using Tollgate.Pricing;

namespace Tollgate.Tests.Pricing;

public sealed class ModelCapabilitiesTests
{
    [Fact]
    public void Json_SeveralCapabilities_IsAnArrayOfNames() =>
        Assert.Equal(
            """["chat","json_schema","audio_input"]""",
            JsonSerializer.Serialize(ModelCapabilities.Chat | ModelCapabilities.JsonSchema | ModelCapabilities.AudioInput));

    [Fact]
    public void Json_EveryCapability_ReadsAsWritten() =>
        Assert.All(Enum.GetValues<ModelCapabilities>(), capability =>
            Assert.Equal(capability, JsonSerializer.Deserialize<ModelCapabilities>(JsonSerializer.Serialize(capability))));

    [Fact]
    public void Json_NoCapability_IsAnEmptyArray() =>
        Assert.Equal("[]", JsonSerializer.Serialize(ModelCapabilities.None));

    [Theory]
    [InlineData("""["telepathy"]""")]
    [InlineData("""["Chat"]""")]
    [InlineData("[1]")]
    [InlineData("\"chat\"")]
    [InlineData("3")]
    public void Json_NotAnArrayOfKnownNames_IsRefused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<ModelCapabilities>(json));
}
