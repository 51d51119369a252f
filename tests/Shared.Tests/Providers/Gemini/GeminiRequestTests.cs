using Tollgate.Pricing;

namespace Tollgate.Tests.Providers.Gemini;

public sealed class GeminiRequestTests
{
    private const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    [Fact]
    public void Write_Conversation_HasInstructionsApartAndNeighboursOfOneRoleTogether()
    {
        var body = GeminiHarness.Write("""
            {"model":"m","messages":[
              {"role":"system","content":"Be brief."},{"role":"developer","content":"Be kind."},
              {"role":"user","content":"One"},{"role":"user","content":"Two"},
              {"role":"assistant","content":"Three"},{"role":"assistant","content":""},{"role":"user","content":"Four"}]}
            """);

        Assert.Equal("""{"parts":[{"text":"Be brief."},{"text":"Be kind."}]}""", body["systemInstruction"]!.ToJsonString());
        Assert.Equal(
            """[{"role":"user","parts":[{"text":"One"},{"text":"Two"}]},{"role":"model","parts":[{"text":"Three"}]},{"role":"user","parts":[{"text":"Four"}]}]""",
            body["contents"]!.ToJsonString());
    }

    [Fact]
    public void Write_InstructionsAlone_AreWhatIsAsked()
    {
        var body = GeminiHarness.Write("""{"model":"m","messages":[{"role":"system","content":"Tell a joke."}]}""");

        Assert.Null(body["systemInstruction"]);
        Assert.Equal("""[{"role":"user","parts":[{"text":"Tell a joke."}]}]""", body["contents"]!.ToJsonString());
    }

    [Fact]
    public void Write_Media_GoesAsTheClientsOwnBase64OrByReference()
    {
        var body = GeminiHarness.Write($$$"""
            {"model":"m","messages":[{"role":"user","content":[
              {"type":"image_url","image_url":{"url":"data:image/png;base64,{{{Png}}}"}},
              {"type":"input_audio","input_audio":{"data":"AAAA","format":"mp3"}},
              {"type":"file","file":{"file_data":"data:application/pdf;base64,JVBERi0="}},
              {"type":"file","file":{"file_id":"files/abc","format":"video/mp4"}},
              {"type":"file","file":{"file_id":"https://example.com/x"}}]}]}
            """);

        Assert.Equal(
            $$$"""[{"inlineData":{"mimeType":"image/png","data":"{{{Png}}}"}},{"inlineData":{"mimeType":"audio/mp3","data":"AAAA"}},{"inlineData":{"mimeType":"application/pdf","data":"JVBERi0="}},{"fileData":{"mimeType":"video/mp4","fileUri":"https://gemini.example/v1beta/files/abc"}},{"fileData":{"fileUri":"https://example.com/x"}}]""",
            body["contents"]![0]!["parts"]!.ToJsonString(Relaxed));
    }

    [Fact]
    public void Write_ToolRound_AnswersEachCallByIdAndName()
    {
        var body = GeminiHarness.Write("""
            {"model":"m","messages":[{"role":"user","content":"Look"},
              {"role":"assistant","content":"So","tool_calls":[
                {"id":"a","type":"function","function":{"name":"look","arguments":"{\"at\":12345678901234567890}"},"extra_content":{"google":{"thought_signature":"c2ln"}}},
                {"id":"b","type":"function","function":{"name":"ring","arguments":""}}]},
              {"role":"tool","tool_call_id":"a","content":"seen"},{"role":"tool","tool_call_id":"b","content":"{\"n\":1}"}]}
            """);

        Assert.Equal(
            """{"role":"model","parts":[{"text":"So"},{"functionCall":{"id":"a","name":"look","args":{"at":12345678901234567890}},"thoughtSignature":"c2ln"},{"functionCall":{"id":"b","name":"ring","args":{}}}]}""",
            body["contents"]![1]!.ToJsonString(Relaxed));
        Assert.Equal(
            """{"role":"user","parts":[{"functionResponse":{"id":"a","name":"look","response":{"output":"seen"}}},{"functionResponse":{"id":"b","name":"ring","response":{"output":"{\"n\":1}"}}}]}""",
            body["contents"]![2]!.ToJsonString(Relaxed));
    }

    [Theory]
    [InlineData("gemini-3-flash-preview", "skip_thought_signature_validator")]
    [InlineData("gemini-flash-latest", "skip_thought_signature_validator")]
    [InlineData("gemini-2.5-pro", null)]
    public void Write_CallOfAnotherModel_IsMarkedWhereSignaturesAreRequired(string model, string? signature)
    {
        var body = GeminiHarness.Write("""
            {"model":"m","messages":[{"role":"user","content":"Look"},
              {"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}},{"id":"b","type":"function","function":{"name":"f","arguments":"{}"}}]},
              {"role":"tool","tool_call_id":"a","content":"x"},{"role":"tool","tool_call_id":"b","content":"y"}]}
            """, model);

        Assert.Equal(signature, (string?)body["contents"]![1]!["parts"]![0]!["thoughtSignature"]);
        Assert.Null(body["contents"]![1]!["parts"]![1]!["thoughtSignature"]);
    }

    [Fact]
    public void Write_SignedText_ReturnsItsSignature()
    {
        var body = GeminiHarness.Write("""
            {"model":"m","messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Ho","extra_content":{"google":{"thought_signature":"c2ln"}}},{"role":"user","content":"Hm"}]}
            """);

        Assert.Equal("""[{"text":"Ho","thoughtSignature":"c2ln"}]""", body["contents"]![1]!["parts"]!.ToJsonString());
    }

    [Fact]
    public void Write_Tools_KeepTheirSchemasToTheLetter()
    {
        const string schema = """{"type":["object","null"],"$defs":{"x":{"type":"string"}},"properties":{"a":{"$ref":"#/$defs/x"}},"additionalProperties":false}""";
        var body = GeminiHarness.Ask($$$""" "tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{{{schema}}}}},{"type":"function","function":{"name":"g"}}] """);

        Assert.Equal(
            $$$"""[{"functionDeclarations":[{"name":"f","description":"d","parametersJsonSchema":{{{schema}}}},{"name":"g"}]}]""", body["tools"]!.ToJsonString(Relaxed));
        Assert.Equal("AUTO", (string?)body["toolConfig"]!["functionCallingConfig"]!["mode"]);
    }

    [Theory]
    [InlineData("""  """, """{"mode":"AUTO"}""")]
    [InlineData(""" ,"tool_choice":"auto" """, """{"mode":"AUTO"}""")]
    [InlineData(""" ,"tool_choice":"none" """, """{"mode":"NONE"}""")]
    [InlineData(""" ,"tool_choice":"required" """, """{"mode":"ANY"}""")]
    [InlineData(""" ,"tool_choice":{"type":"function","function":{"name":"f"}} """, """{"mode":"ANY","allowedFunctionNames":["f"]}""")]
    public void Write_ToolChoice_IsACallingMode(string choice, string expected) =>
        Assert.Equal(
            expected,
            GeminiHarness.Ask(""" "tools":[{"type":"function","function":{"name":"f"}}] """ + choice)["toolConfig"]!["functionCallingConfig"]!.ToJsonString());

    [Fact]
    public void Write_StrictTool_HasItsCallsValidated() =>
        Assert.Equal(
            "VALIDATED",
            (string?)GeminiHarness.Ask(""" "tools":[{"type":"function","function":{"name":"f","strict":true}}] """)["toolConfig"]!["functionCallingConfig"]!["mode"]);

    [Fact]
    public void Write_Settings_GoWithTheirValues()
    {
        var body = GeminiHarness.Ask("""
            "max_tokens":50,"max_completion_tokens":40,"temperature":0.70,"top_p":0.9,"top_k":4,"presence_penalty":0.1,"frequency_penalty":-0.2,"seed":7,"n":2,
            "stop":["a","b"],"logprobs":true,"top_logprobs":3,"response_format":{"type":"json_schema","json_schema":{"name":"x","schema":{"type":"object"}}},
            "safety_settings":[{"category":"C","threshold":"T"}],"media_resolution":"MEDIA_RESOLUTION_LOW"
            """);

        Assert.Equal(
            """{"maxOutputTokens":40,"candidateCount":2,"stopSequences":["a","b"],"temperature":0.70,"topP":0.9,"topK":4,"presencePenalty":0.1,"frequencyPenalty":-0.2,"seed":7,"responseLogprobs":true,"logprobs":3,"responseMimeType":"application/json","responseJsonSchema":{"type":"object"},"mediaResolution":"MEDIA_RESOLUTION_LOW"}""",
            body["generationConfig"]!.ToJsonString());
        Assert.Equal("""[{"category":"C","threshold":"T"}]""", body["safetySettings"]!.ToJsonString());
    }

    [Theory]
    [InlineData("gemini-2.5-flash", "none", """{"thinkingBudget":0}""")]
    [InlineData("gemini-2.5-flash", "low", """{"thinkingBudget":1024,"includeThoughts":true}""")]
    [InlineData("gemini-2.5-pro", "medium", """{"thinkingBudget":8192,"includeThoughts":true}""")]
    [InlineData("gemini-2.5-pro", "xhigh", """{"thinkingBudget":24576,"includeThoughts":true}""")]
    [InlineData("gemini-3-flash-preview", "none", """{"thinkingLevel":"MINIMAL"}""")]
    [InlineData("gemini-3-flash-preview", "medium", """{"thinkingLevel":"MEDIUM","includeThoughts":true}""")]
    [InlineData("gemini-3-pro-preview", "minimal", """{"thinkingLevel":"LOW","includeThoughts":true}""")]
    [InlineData("gemini-3-pro-preview", "medium", """{"thinkingLevel":"HIGH","includeThoughts":true}""")]
    [InlineData("gemini-3.1-pro-preview", "medium", """{"thinkingLevel":"MEDIUM","includeThoughts":true}""")]
    public void Write_ReasoningEffort_IsABudgetOrALevel(string model, string effort, string expected) =>
        Assert.Equal(expected, GeminiHarness.Ask($$""" "reasoning_effort":"{{effort}}" """, model)["generationConfig"]!["thinkingConfig"]!.ToJsonString());

    [Theory]
    [InlineData(""" "logit_bias":{"1":2} """, "logit_bias")]
    [InlineData(""" "prediction":{} """, "prediction")]
    [InlineData(""" "audio":{"voice":"x"} """, "audio")]
    [InlineData(""" "modalities":["text","audio"] """, "modalities")]
    [InlineData(""" "service_tier":"flex" """, "service_tier")]
    [InlineData(""" "store":true """, "store")]
    [InlineData(""" "made_up":1 """, "made_up")]
    [InlineData(""" "web_search_options":{"search_context_size":"high"} """, "web_search_options.search_context_size")]
    [InlineData(""" "tools":[{"type":"function","function":{"name":"f"}}],"parallel_tool_calls":false """, "parallel_tool_calls")]
    public void Write_WhatGeminiCannotDo_IsRefusedByName(string member, string param)
    {
        var refusal = GeminiHarness.Refused(member);

        Assert.Equal((400, "unsupported_parameter", param), (refusal.Status, refusal.Code, refusal.Param));
    }

    [Theory]
    [InlineData(""" "reasoning_effort":"high" """, "gemini-2.0-flash", "unsupported_parameter", "reasoning_effort")]
    [InlineData(""" "reasoning_effort":"none" """, "gemini-2.5-pro", "unsupported_parameter", "reasoning_effort")]
    [InlineData(""" "reasoning_effort":"very" """, "gemini-2.5-pro", "invalid_value", "reasoning_effort")]
    [InlineData(""" "reasoning_effort":"low","thinking_config":{} """, "gemini-2.5-pro", "conflicting_parameters", "thinking_config")]
    [InlineData(""" "safety_settings":{} """, "gemini-2.5-pro", "invalid_value", "safety_settings")]
    public void Write_WhatTheModelCannotDo_IsRefusedByName(string member, string model, string code, string param)
    {
        var reasons = model == "gemini-2.0-flash" ? ModelCapabilities.Chat : ModelCapabilities.Chat | ModelCapabilities.Reasoning;

        var refusal = GeminiHarness.Refused(member, model, reasons);

        Assert.Equal((code, param), (refusal.Code, refusal.Param));
    }

    [Fact]
    public void Write_HintsThatChangeNoAnswer_AreLeftOut()
    {
        var body = GeminiHarness.Ask("""
            "metadata":{"a":"b"},"store":false,"service_tier":"auto","parallel_tool_calls":true,"prompt_cache_key":"k","safety_identifier":"s","user":"u",
            "modalities":["text"],"n":1,"logprobs":false
            """);

        Assert.Equal("""{"contents":[{"role":"user","parts":[{"text":"Hi"}]}],"generationConfig":{}}""", body.ToJsonString());
    }

    private static readonly System.Text.Json.JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
