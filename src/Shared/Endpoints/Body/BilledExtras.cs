using System.Text.Json;
using Tollgate.Pipeline;

namespace Tollgate.Endpoints.Body;

/// <summary>Finds in a member's value what is billed beside, or unlike, the model's tokens. The value itself is left unread.</summary>
internal static class BilledExtras
{
    /// <summary>Whether every tool is the client's own to run: one that the provider runs is billed by the use.</summary>
    public static bool AreToolsTheClients(Utf8JsonReader tools)
    {
        while (tools.Read() && tools.TokenType != JsonTokenType.EndArray)
        {
            if (tools.TokenType != JsonTokenType.StartObject || !IsClients(ref tools))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the tier costs no more than the standard one.</summary>
    public static bool IsStandardTier(ref Utf8JsonReader tier) =>
        tier.ValueTextEquals("auto"u8) || tier.ValueTextEquals("default"u8) || tier.ValueTextEquals("standard"u8)
        || tier.ValueTextEquals("standard_only"u8) || tier.ValueTextEquals("on_demand"u8) || tier.ValueTextEquals("flex"u8);

    /// <summary>Notes the forms in which the answer is wanted.</summary>
    public static void ReadModalities(Utf8JsonReader modalities, string name, ref CostFacts cost)
    {
        while (modalities.Read() && modalities.TokenType != JsonTokenType.EndArray)
        {
            if (modalities.TokenType != JsonTokenType.String)
            {
                cost.UnpricedMember ??= name;
                modalities.Skip();
            }
            else if (modalities.ValueTextEquals("audio"u8))
            {
                cost.SpeaksAudio = true;
            }
            else if (!modalities.ValueTextEquals("text"u8))
            {
                cost.UnpricedMember ??= name;
            }
        }
    }

    private static bool IsClients(ref Utf8JsonReader tool)
    {
        var (isFunction, isOther) = (false, false);
        while (tool.Read() && tool.TokenType == JsonTokenType.PropertyName)
        {
            var isType = tool.ValueTextEquals("type"u8);
            tool.Read();
            if (isType)
            {
                var isOwn = tool.TokenType == JsonTokenType.String && (tool.ValueTextEquals("function"u8) || tool.ValueTextEquals("custom"u8));
                isFunction |= isOwn;
                isOther |= !isOwn;
            }

            tool.Skip();
        }

        return isFunction && !isOther;
    }
}
