from django.urls import path

from .views import browse, collections, moderation, music, responses, sharing_out

app_name = "gallery"
MUSIC = "music/<public_id:public_id>/"
PERSON = "people/<int:pk>/"
COLLECTION = "collections/<public_id:public_id>/"

urlpatterns = [
    path("gallery/", browse.gallery, name="gallery"),
    path("gallery/following/", browse.following, name="following"),
    path(MUSIC, music.music, name="music_id"),
    path(f"{MUSIC}likes/", responses.likes, name="likes"),
    path(f"{MUSIC}likes/withdrawal/", responses.unliking, name="unliking"),
    path(f"{MUSIC}tags/", responses.tags, name="tags"),
    path(f"{MUSIC}comments/", responses.comments, name="comments"),
    path(f"{MUSIC}reports/", responses.piece_reports, name="piece_reports"),
    path(f"{MUSIC}gathering/", collections.gathering, name="gathering"),
    path(f"{MUSIC}hiding/", moderation.hiding, name="hiding"),
    path(f"{MUSIC}showing/", moderation.showing, name="showing"),
    path(f"{MUSIC}featuring/", moderation.featuring, name="featuring"),
    path(f"{MUSIC}featuring/withdrawal/", moderation.unfeaturing, name="unfeaturing"),
    path(f"{MUSIC}thumbnail.svg", music.thumbnail, name="thumbnail"),
    path(f"{MUSIC}picture.png", sharing_out.picture, name="picture"),
    path(f"{MUSIC}qr.svg", sharing_out.qr, name="qr"),
    path("embed/<public_id:public_id>/", sharing_out.embed, name="embed"),
    path("oembed/", sharing_out.oembed, name="oembed"),
    path(f"{MUSIC}notes.json", music.notes, name="notes"),
    path("music/<str:slug>/<public_id:public_id>/", music.music, name="music"),
    path("comments/<int:pk>/", responses.comment, name="comment"),
    path("comments/<int:pk>/deletion/", responses.comment_deletion, name="comment_deletion"),
    path("comments/<int:pk>/reports/", responses.comment_reports, name="comment_reports"),
    path("comments/<int:pk>/hiding/", moderation.comment_hiding, name="comment_hiding"),
    path(PERSON, browse.person, name="person"),
    path(f"{PERSON}feed/", sharing_out.feed, name="feed"),
    path(f"{PERSON}followers/", responses.followers, name="followers"),
    path(f"{PERSON}followers/withdrawal/", responses.unfollowing, name="unfollowing"),
    path(f"{PERSON}suspension/", moderation.suspension, name="suspension"),
    path(f"{PERSON}reinstatement/", moderation.reinstatement, name="reinstatement"),
    path("collections/", collections.collections, name="collections"),
    path(COLLECTION, collections.collection, name="collection"),
    path(f"{COLLECTION}settings/", collections.settings, name="collection_settings"),
    path(f"{COLLECTION}deletion/", collections.deletion, name="collection_deletion"),
    path(f"{COLLECTION}items/<int:pk>/removal/", collections.removal, name="removal"),
    path(f"{COLLECTION}items/<int:pk>/move/", collections.move, name="move"),
    path("moderation/", moderation.queue, name="moderation"),
    path("moderation/<int:pk>/keeping/", moderation.keeping, name="keeping"),
]
