using Tollgate.Pipeline;

namespace Tollgate.Auth;

/// <summary>Decides who "the user" of a request is: whom limits, roll-ups and sticky choices are kept by.</summary>
internal static class UserIdentity
{
    /// <summary>
    /// First found: the user bound to the key, the one a trusted key speaks for, the one the body claims. A tenant can insist on
    /// one of the first two, since a client could dodge per-user limits by renaming itself.
    /// </summary>
    /// <exception cref="RefusalException">The tenant requires a verified user and there is none.</exception>
    public static Caller Resolve(Authentication caller, string? claimedInBody)
    {
        var user = Find(caller, claimedInBody, out var isVerified);
        if (!isVerified && caller.Tenant.RequiresVerifiedUser)
        {
            throw new RefusalException(new Refusal
            {
                Status = 403,
                Type = ErrorTypes.Permission,
                Code = "verified_user_required",
                Message = "This tenant requires a verified user: use a key bound to a user, or one that may name its user in x-tollgate-user.",
            });
        }

        return new Caller(caller.Tenant, caller.Key, user);
    }

    /// <summary>The user by the same rule, for who only asks: nobody where there is none.</summary>
    /// <exception cref="RefusalException">The key may not speak for users.</exception>
    public static string? Find(Authentication caller, string? claimed) => Find(caller, claimed, out _);

    private static string? Find(Authentication caller, string? claimed, out bool isVerified)
    {
        var (_, key, claimedInHeader) = caller;
        if (claimedInHeader is { Length: > 0 } && !key.SpeaksForUsers && key.User is null)
        {
            throw new RefusalException(new Refusal
            {
                Status = 403,
                Type = ErrorTypes.Permission,
                Code = "user_not_allowed",
                Message = "This API key may not speak for users: leave out x-tollgate-user, or use a key that is allowed to.",
                Param = "x-tollgate-user",
            });
        }

        var verified = key.User ?? (key.SpeaksForUsers && claimedInHeader is { Length: > 0 } ? claimedInHeader : null);
        isVerified = verified is not null;
        return verified ?? (claimed is { Length: > 0 } ? claimed : null);
    }
}
