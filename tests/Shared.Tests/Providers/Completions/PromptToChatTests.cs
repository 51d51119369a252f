using System.Text;
using Tollgate.Pipeline;
using Tollgate.Providers.Completions;
using Tollgate.Testing;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Providers.Completions;

public sealed class PromptToChatTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(20_000)] // longer than the writer's first buffer
    public void Translate_Limits_AreWhereTheFactsSay(int promptLength)
    {
        var request = TestGateway.Request(
            $$"""{"max_tokens" : 12, "prompt":"{{new string('x', promptLength)}}","model":"m","max_completion_tokens":345}""",
            new ManualTimeProvider(),
            Operation.Completions);

        var (body, facts) = PromptToChat.Translate(request);

        using (body)
        {
            Assert.Equal("12", Read(body, facts.Cost.MaxTokens.Value));
            Assert.Equal("345", Read(body, facts.Cost.MaxCompletionTokens.Value));
            Assert.Equal("\"m\"", Read(body, facts.ModelValue));
        }
    }

    private static string Read(RequestBody body, JsonSlice slice) => Encoding.UTF8.GetString(body.Span.Slice(slice.Start, slice.Length));
}
