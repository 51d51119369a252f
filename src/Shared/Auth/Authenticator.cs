using Microsoft.AspNetCore.Http;
using Tollgate.Pipeline;

namespace Tollgate.Auth;

/// <summary>Finds out who is calling, from the headers.</summary>
internal static class Authenticator
{
    private const string Bearer = "Bearer ";

    /// <summary>The tenant behind the API key in <c>Authorization</c>, <c>api-key</c> or <c>x-api-key</c> (first found).</summary>
    /// <exception cref="RefusalException">401 without a valid key, 403 for another tenant's name.</exception>
    public static Authentication Authenticate(IHeaderDictionary headers, TenantDirectory tenants)
    {
        var presented = Presented(headers);
        if (presented.IsEmpty)
        {
            throw new RefusalException(Unauthorized("missing_api_key", "No API key was given. Send it as 'Authorization: Bearer <key>'."));
        }

        if (tenants.Find(presented) is not var (tenant, key))
        {
            throw new RefusalException(Unauthorized("invalid_api_key", "The API key is not valid here. Check it, or ask the gateway's operator for one."));
        }

        if (headers.TryGetValue("X-Tenant-ID", out var named) && (named.Count != 1 || named[0] != tenant.Id))
        {
            throw new RefusalException(new Refusal
            {
                Status = 403,
                Type = ErrorTypes.Permission,
                Code = "tenant_mismatch",
                Message = "The API key does not belong to the tenant that X-Tenant-ID names. Leave the header out, or use that tenant's key.",
            });
        }

        return new Authentication(tenant, key, headers.TryGetValue("x-tollgate-user", out var user) ? (string?)user : null);
    }

    private static ReadOnlySpan<char> Presented(IHeaderDictionary headers)
    {
        var authorization = ((string?)headers.Authorization).AsSpan().Trim();
        if (!authorization.IsEmpty)
        {
            return authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..].Trim() : default;
        }

        var key = headers.TryGetValue("api-key", out var azure) ? (string?)azure : headers.TryGetValue("x-api-key", out var other) ? (string?)other : null;
        return key.AsSpan().Trim();
    }

    private static Refusal Unauthorized(string code, string message) => Refusal.Invalid(code, message, status: 401);
}
