// Places drawn behind a scene: a few flat shapes each, [colour, path], in a picture of 320 by 200.

const ALL = "M0 0h320v200H0z";
const PLACES = {
  day: [["#BFE3F5", ALL], ["#FFD25E", disc(262, 46, 24)], ["#FFFFFF", "M40 62a14 14 0 0 1 27-5 11 11 0 0 1 17 15H44a8 8 0 0 1-4-10z"], ["#9CCB86", "M0 150q80-50 160-12t160-14v76H0z"], ["#7DB56B", "M0 172q90-26 180-4t140-6v38H0z"]],
  night: [["#1C2A4A", ALL], ["#F4E9B8", disc(250, 48, 22)], ["#1C2A4A", disc(260, 42, 19)], ["#E8ECF8", disc(40, 36, 2) + disc(92, 70, 1.6) + disc(140, 28, 2) + disc(186, 84, 1.6) + disc(300, 96, 2) + disc(24, 104, 1.4)], ["#24365E", "M0 146q70-40 150-8t170-16v78H0z"], ["#141F38", "M0 174q100-24 200-4t120-4v34H0z"]],
  rain: [["#93A8B5", ALL], ["#6F8593", "M30 70a26 26 0 0 1 50-12 20 20 0 0 1 34 14 16 16 0 0 1-6 30H44a17 17 0 0 1-14-32zM190 54a22 22 0 0 1 42-10 18 18 0 0 1 30 12 14 14 0 0 1-6 26h-54a15 15 0 0 1-12-28z"], ["#D3E2EB", [[50, 112], [84, 118], [116, 110], [206, 92], [238, 98], [266, 90], [26, 140], [150, 134], [290, 128], [180, 150]].map((p) => "M" + p[0] + " " + p[1] + "l-8 22h3l8-22z").join("")], ["#5C7281", "M0 170q90-14 180-2t140-2v34H0z"]],
  street: [["#F4DCBD", ALL], ["#C98B6B", "M0 60h74v110H0z"], ["#A86F5B", "M82 34h84v136H82z"], ["#D9A77F", "M174 72h66v98h-66z"], ["#B97C63", "M248 48h72v122h-72z"], ["#FBF0D0", windows(10, 74, 3, 3) + windows(94, 50, 3, 4) + windows(184, 86, 2, 3) + windows(260, 64, 2, 4)], ["#6B6F76", "M0 166h320v34H0z"], ["#EFEADB", "M14 182h40v4H14zM94 182h40v4H94zM174 182h40v4h-40zM254 182h40v4h-40z"]],
  classroom: [["#F5EBD8", ALL], ["#8B6B4A", "M52 24h216v92H52z"], ["#2F5D50", "M60 32h200v76H60z"], ["#DDE9E2", "M80 52h84v4H80zM80 68h120v4H80zM80 84h60v4H80z"], ["#D8B98C", "M0 150h320v50H0z"], ["#B98B5E", "M24 140h72v12H24zM124 140h72v12h-72zM224 140h72v12h-72zM34 152h8v40h-8zM78 152h8v40h-8zM134 152h8v40h-8zM178 152h8v40h-8zM234 152h8v40h-8zM278 152h8v40h-8z"]],
  kitchen: [["#FCEBD8", ALL], ["#F4D2B8", windows(6, 8, 8, 3, 34, 30)], ["#FFFFFF", "M196 22h92v84h-92z"], ["#BFE3F5", "M202 28h36v72h-36zM246 28h36v72h-36z"], ["#C98C6B", "M0 136h320v16H0z"], ["#A96F54", "M0 152h320v48H0z"], ["#56606B", "M52 98h76v38H52zM42 106h10v8H42zM128 106h10v8h-10zM48 90h84v8H48zM84 82h12v8H84z"], ["#8B5A43", "M150 160h4v32h-4zM78 160h4v32h-4zM226 160h4v32h-4z"]],
  room: [["#E9DFF1", ALL], ["#FFFFFF", "M36 26h92v88H36z"], ["#BFD9F2", "M42 32h37v76H42zM85 32h37v76H85z"], ["#CDB9A0", "M0 156h320v44H0z"], ["#7B68A0", "M172 112h10v66h-10zM172 132h132v46H172z"], ["#A794C8", "M184 120h116v24H184z"], ["#FFFFFF", "M186 116h36v14h-36z"], ["#E8B84A", "M140 84h28l-6-24h-16z"], ["#6D5A48", "M152 84h4v72h-4z"]],
  forest: [["#D3E9D4", ALL], ["#A9CFAE", "M0 110l30-62 30 62zM70 118l34-76 34 76zM200 112l30-66 30 66zM262 118l34-74 34 74z"], ["#86B27A", "M0 130q90-24 180-4t140-6v80H0z"], ["#7A5A3C", "M46 140h10v34H46zM156 150h10v34h-10zM266 138h10v34h-10z"], ["#3F7A4F", "M20 146l31-76 31 76zM130 156l31-82 31 82zM240 144l31-78 31 78z"], ["#5E9A58", "M0 178q100-16 200-2t120-2v26H0z"]],
  sea: [["#C4E6F2", ALL], ["#FFD98A", disc(70, 52, 22)], ["#4E9DB8", "M0 96h320v60H0z"], ["#7FC0D3", "M10 112q12-8 24 0t24 0 24 0v4q-12-8-24 0t-24 0-24 0zM150 124q12-8 24 0t24 0 24 0v4q-12-8-24 0t-24 0-24 0zM236 106q12-8 24 0t24 0 24 0v4q-12-8-24 0t-24 0-24 0z"], ["#FFFFFF", "M196 92l26-48v48zM226 92V56l22 36z"], ["#8A5A3C", "M186 96h68l-10 12h-46z"], ["#F0DDAE", "M0 150q80-14 160 0t160-4v54H0z"]],
};

function disc(x, y, r) {
  return "M" + (x - r) + " " + y + "a" + r + " " + r + " 0 1 0 " + 2 * r + " 0a" + r + " " + r + " 0 1 0 " + -2 * r + " 0z";
}

// Rows of squares: the windows of a house, the tiles of a wall.
function windows(x, y, across, down, side, gap) {
  const size = side || 12;
  const step = size + (side ? gap / 5 : 10);
  const at = (n) => "M" + (x + (n % across) * step) + " " + (y + Math.floor(n / across) * step) + "h" + size + "v" + size + "h-" + size + "z";
  return Array.from({ length: across * down }, (nothing, n) => at(n)).join("");
}

// The shapes of a drawn place, or nothing where there is none of this name.
export function shapesOf(id) {
  return Object.keys(PLACES).includes(id) ? PLACES[id] : null;
}
