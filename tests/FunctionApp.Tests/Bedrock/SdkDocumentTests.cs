using System.Buffers;
using System.Text;
using System.Text.Json;
using Tollgate.FunctionApp.Bedrock;

namespace Tollgate.Tests.Bedrock;

public sealed class SdkDocumentTests
{
    [Theory]
    [InlineData("""{"a":[1,2147483648,1.5,true,false,null,"水"],"b":{},"c":[]}""")]
    [InlineData("[]")]
    [InlineData("\"\"")]
    [InlineData("-7")]
    public void ReadAndWritten_AnyJson_IsTheSame(string json)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            SdkDocument.Write(writer, SdkDocument.Read(JsonElement.Parse(json)));
        }

        Assert.Equal(json, Encoding.UTF8.GetString(buffer.WrittenSpan));
    }
}
