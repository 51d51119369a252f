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
        var (tenant, key, claimedInHeader) = caller;
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
        if (verified is null && tenant.RequiresVerifiedUser)
        {
            throw new RefusalException(new Refusal
            {
                Status = 403,
                Type = ErrorTypes.Permission,
                Code = "verified_user_required",
                Message = "This tenant requires a verified user: use a key bound to a user, or one that may name its user in x-tollgate-user.",
            });
        }

        return new Caller(tenant, key, verified ?? (claimedInBody is { Length: > 0 } ? claimedInBody : null));
    }
}
