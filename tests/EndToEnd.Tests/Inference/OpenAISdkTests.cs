using System.ClientModel;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Embeddings;
using Tollgate.Tests.Gateways;

namespace Tollgate.Tests.Inference;

/// <summary>The official OpenAI package, pointed at the gateway.</summary>
public abstract class OpenAISdkTests(GatewayUnderTest gateway)
{
    [Fact]
    public async Task Chat_Completed_HasContentAndUsage()
    {
        ChatCompletion completion = await Client().GetChatClient("chat").CompleteChatAsync("Hello");

        Assert.Equal("Écho 1: „Hello“ — 你好 🌍.", completion.Content[0].Text);
        Assert.Equal(ChatFinishReason.Stop, completion.FinishReason);
        Assert.Equal(gateway.Simulator.Requests[^1].Billed.TotalTokens, completion.Usage.TotalTokenCount);
    }

    [Fact]
    public async Task Chat_Streamed_ArrivesInPiecesWithUsageAtTheEnd()
    {
        var text = "";
        ChatTokenUsage? usage = null;
        await foreach (var update in Client().GetChatClient("chat").CompleteChatStreamingAsync("Hello"))
        {
            text += string.Concat(update.ContentUpdate.Select(part => part.Text));
            usage = update.Usage ?? usage;
        }

        Assert.Equal("Écho 1: „Hello“ — 你好 🌍.", text);
        Assert.Equal(gateway.Simulator.Requests[^1].Billed.TotalTokens, usage!.TotalTokenCount);
    }

    [Fact]
    public async Task Tools_CalledAndAnswered_MakeARoundTrip()
    {
        var chat = Client().GetChatClient("chat");
        var options = new ChatCompletionOptions { Tools = { ChatTool.CreateFunctionTool("get_time") } };
        List<ChatMessage> messages = [new UserChatMessage("Call get_time")];
        ChatCompletion asking = await chat.CompleteChatAsync(messages, options);
        messages.Add(new AssistantChatMessage(asking));
        messages.Add(new ToolChatMessage(asking.ToolCalls[0].Id, "twelve"));
        ChatCompletion answer = await chat.CompleteChatAsync(messages, options);

        Assert.Equal(ChatFinishReason.ToolCalls, asking.FinishReason);
        Assert.Contains("twelve", answer.Content[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Vision_WithAnImage_IsSeen()
    {
        var message = new UserChatMessage(
            ChatMessageContentPart.CreateTextPart("What is this?"),
            ChatMessageContentPart.CreateImagePart(BinaryData.FromBytes([0x89, 0x50, 0x4E, 0x47]), "image/png"));
        ChatCompletion completion = await Client().GetChatClient("chat").CompleteChatAsync(message);

        Assert.Contains("(1 images)", completion.Content[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Embeddings_OfTwoTexts_AreTwoVectors()
    {
        OpenAIEmbeddingCollection embeddings = await Client().GetEmbeddingClient("embed").GenerateEmbeddingsAsync(["One", "Two"]);

        Assert.Equal(2, embeddings.Count);
        Assert.Equal(1536, embeddings[1].ToFloats().Length);
    }

    [Fact]
    public async Task Models_ListedAndRetrieved_AreTheGateways()
    {
        var models = Client().GetOpenAIModelClient();

        Assert.Contains((await models.GetModelsAsync()).Value, model => model.Id == "chat");
        Assert.Equal("acme/small@v1", (await models.GetModelAsync("acme/small@v1")).Value.Id);
    }

    [Theory]
    [InlineData("none", TestKeys.Alpha, 404, "model_not_found")]
    [InlineData("chat", "wrong-key", 401, "invalid_api_key")]
    public async Task Error_OfTheGateway_IsTheSdksException(string model, string key, int status, string code)
    {
        var failure = await Assert.ThrowsAsync<ClientResultException>(() => Client(key).GetChatClient(model).CompleteChatAsync("Hello"));

        Assert.Equal(status, failure.Status);
        Assert.Contains(code, failure.Message, StringComparison.Ordinal);
    }

    private OpenAIClient Client(string key = TestKeys.Alpha) =>
        new(new ApiKeyCredential(key), new OpenAIClientOptions { Endpoint = new Uri(gateway.BaseAddress, "/v1") });
}

public sealed class SelfHostOpenAISdkTests(SelfHostGateway gateway) : OpenAISdkTests(gateway), IClassFixture<SelfHostGateway>;

public sealed class FunctionAppOpenAISdkTests(FunctionAppGateway gateway) : OpenAISdkTests(gateway), IClassFixture<FunctionAppGateway>;
