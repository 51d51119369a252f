using System.Text;
using Amazon.BedrockRuntime.Model;
using Tollgate.FunctionApp.Bedrock;

namespace Tollgate.Tests.Bedrock;

public sealed class SdkAnswerTests
{
    [Fact]
    public void Write_EveryKindOfBlock_IsConversesJson()
    {
        var response = new ConverseResponse
        {
            StopReason = "end_turn",
            Output = new ConverseOutput
            {
                Message = new Message
                {
                    Content =
                    [
                        new ContentBlock { ReasoningContent = new ReasoningContentBlock { ReasoningText = new ReasoningTextBlock { Text = "t", Signature = "s" } } },
                        new ContentBlock { ReasoningContent = new ReasoningContentBlock { RedactedContent = new MemoryStream([0, 0, 0]) } },
                        new ContentBlock { Text = "a" },
                        new ContentBlock { ToolUse = new ToolUseBlock { ToolUseId = "i", Name = "f", Input = 1 } },
                    ],
                },
            },
            Usage = new TokenUsage { InputTokens = 1, OutputTokens = 2, CacheWriteInputTokens = 3, CacheDetails = [new CacheDetail { Ttl = "1h", InputTokens = 3 }] },
        };

        Assert.Equal(
            """
            {"output":{"message":{"content":[{"reasoningContent":{"reasoningText":{"text":"t","signature":"s"}}},{"reasoningContent":{"redactedContent":"AAAA"}},{"text":"a"},{"toolUse":{"toolUseId":"i","name":"f","input":1}}]}},"stopReason":"end_turn","usage":{"inputTokens":1,"outputTokens":2,"cacheReadInputTokens":0,"cacheWriteInputTokens":3,"cacheDetails":[{"ttl":"1h","inputTokens":3}]}}
            """,
            Encoding.UTF8.GetString(SdkAnswer.Write(response).Span));
    }

    [Fact]
    public void Write_WhatTheSdkLeavesNull_IsAnAnswerWithoutContent() =>
        Assert.Equal("""{"output":{"message":{"content":[]}},"stopReason":null}""", Encoding.UTF8.GetString(SdkAnswer.Write(new ConverseResponse()).Span));
}
